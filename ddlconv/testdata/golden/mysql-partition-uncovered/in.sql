create table p (a int primary key, b int) partition by hash(b) partitions 4
