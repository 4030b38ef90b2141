"""Where money can be sent: accounts, cards, wallets and keys, told by their checksums and words."""
