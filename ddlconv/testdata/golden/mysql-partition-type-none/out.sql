CREATE TABLE `p` (
  `a` json,
  `b` date
);
