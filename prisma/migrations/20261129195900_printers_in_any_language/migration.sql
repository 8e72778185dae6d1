-- Languages are files: a printer prints in whatever language there is a folder of words for.
ALTER TABLE "printer" DROP CONSTRAINT "printer_language";
ALTER TABLE "printer" ADD CONSTRAINT "printer_language" CHECK ("language" ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$');
