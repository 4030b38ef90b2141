"""The rules of due process, without storage: what follows from a verdict, and who may decide what."""
