"""Where money can be sent: accounts, cards, wallets and the keys of payment services, told by their checksums and words."""
