-- The rest of the legacy billing, the same in MariaDB and MySQL: what is not tables, and another database.
use billing;
create table empty_one (id int primary key);
create definer = 'billing'@'%' view open_invoices as select c.name, i.amount from invoices i join customers c on c.id = i.customer;
delimiter ;;
create trigger no_negative before insert on invoices for each row
begin
  if new.amount < 0 then
    signal sqlstate '45000' set message_text = 'negative';
  end if;
end ;;
create procedure tidy(in days int)
begin
  -- INSERT INTO `customers` VALUES (1);
  delete from invoices where issued < now() - interval days day;
end ;;
create function vat(amount decimal(10,2)) returns decimal(10,2) deterministic return amount * 0.19 ;;
create event `purge` on schedule every 1 second do delete from billing.invoices ;;
delimiter ;
use archive_2019;
create table notes (id int primary key, body varchar(200)) character set latin1;
insert into notes values (1, 'Grüße'), (2, 'plain');
