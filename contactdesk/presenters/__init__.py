"""What a page shows and which action is possible now: plain objects over the services, without Qt."""
