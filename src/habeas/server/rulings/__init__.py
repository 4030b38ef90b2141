"""What people decided: sanctions, and the appeals against them."""
