"""Labels: a number and a QR code that lead from paper to the case."""
