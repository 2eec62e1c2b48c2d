WITH mentions AS (
    SELECT file, line, unnest(yr_codes(bytes)) AS code FROM logs
), placed AS (
    SELECT
        regexp_match(line, '(?:^[A-Z]|\d{4}-)(\d\d)-?(\d\d)[T ](\d\d):') AS time,
        regexp_replace(file, '^.*/|_?[^A-Za-z_].*$', '', 'g') AS component,
        code
    FROM mentions
)
SELECT
    time[1] || '-' || time[2] || ' ' || time[3] AS hour,
    component,
    code['table'] AS "table",
    code['code'] AS code,
    code['name'] AS name,
    count(*) AS mentions
FROM placed
GROUP BY 1, 2, 3, 4, 5
ORDER BY hour, component, mentions DESC, code, "table"
