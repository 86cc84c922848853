CREATE TABLE `p` (
  `a` varchar(10),
  `b` date
);
