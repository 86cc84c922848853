create table p (a varchar(10), b date) partition by hash(a) partitions 4
