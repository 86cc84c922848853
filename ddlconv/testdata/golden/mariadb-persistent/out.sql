CREATE TABLE `g` (
  `a` int,
  `day` int GENERATED ALWAYS AS (`a` + 1) STORED,
  `b` date,
  `c` date GENERATED ALWAYS AS (`b` + interval 1 day) VIRTUAL
);
