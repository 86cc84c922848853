create table j (id int primary key, doc json default '{}')
