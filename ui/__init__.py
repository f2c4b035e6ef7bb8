"""Windows, widgets and Qt models: passive, without a rule and without SQL."""
