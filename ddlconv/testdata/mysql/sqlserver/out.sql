CREATE TABLE `plain` (
  `a` int
);
CREATE TABLE `second` (
  `a` int NOT NULL,
  `b` int,
  PRIMARY KEY (`a`)
);
CREATE TABLE `third` (
  `a` int
);
CREATE TABLE `fourth` (
  `a` int
);
