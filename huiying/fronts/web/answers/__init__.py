"""Standard answers: the list, one with its versions, writing and changing one."""
