create table t (a int, day int, b int as (day + a), check (day > a), c date, e date as (c + interval 1 day), y int as (extract(year from c)))
