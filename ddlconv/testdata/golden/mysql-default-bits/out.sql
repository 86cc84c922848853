CREATE TABLE `flags` (
  `a` bit(4) NOT NULL DEFAULT b'0',
  `b` bit(4) DEFAULT b'0101'
);
