"""What is to be written: a world and a wish → new texts. Nothing here touches the disk."""
