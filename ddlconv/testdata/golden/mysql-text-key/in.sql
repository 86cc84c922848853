create table k (a text, b varchar(5000), c varchar(4000), key (a), key long_one (b, c))
