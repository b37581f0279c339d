UPDATE tv_report SET data = data - 'body';
UPDATE tv_scan SET data = data - 'body';
ALTER TABLE tv_scan ADD PRIMARY KEY (key);
ANALYZE tv_report, tv_scan;
