create table k (a int, j json, key (a), key j (j))
