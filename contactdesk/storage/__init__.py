"""Where records are kept: engine, transactions, change capture, search index, migrations, backup."""
