"""Appeals: who may contest what until when, who hears it, and what exactly each outcome undoes."""
