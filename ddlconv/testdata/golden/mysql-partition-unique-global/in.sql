create table p (a int not null, b int, unique key (b)) partition by hash(a) partitions 4
