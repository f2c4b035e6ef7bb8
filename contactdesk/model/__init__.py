"""What ContactDesk keeps: the tables, and on them every field declared once."""
