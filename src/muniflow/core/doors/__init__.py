"""What holds at every way into the site, whatever the product behind it does."""
