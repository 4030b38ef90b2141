"""The journal of members' money: facts that a host tells become entries that sum to nothing, for each member."""
