CREATE TABLE `t` (
  `a` int,
  `day` int,
  `b` int GENERATED ALWAYS AS (`day` + `a`) VIRTUAL,
  `c` date,
  `e` date GENERATED ALWAYS AS (`c` + interval 1 day) VIRTUAL,
  `y` int GENERATED ALWAYS AS (extract(year from `c`)) VIRTUAL,
  CHECK (`day` > `a`)
);
