CREATE TRIGGER stamp_committee_closedday_insert AFTER INSERT ON committee_closedday BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_closedday_update AFTER UPDATE ON committee_closedday BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_closedday_delete AFTER DELETE ON committee_closedday BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_committee_insert AFTER INSERT ON committee_committee BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_committee_update AFTER UPDATE ON committee_committee BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_committee_delete AFTER DELETE ON committee_committee BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_committee_predecessors_insert AFTER INSERT ON committee_committee_predecessors BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_committee_predecessors_update AFTER UPDATE ON committee_committee_predecessors BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_committee_predecessors_delete AFTER DELETE ON committee_committee_predecessors BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_council_insert AFTER INSERT ON committee_council BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_council_update AFTER UPDATE ON committee_council BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_council_delete AFTER DELETE ON committee_council BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_division_insert AFTER INSERT ON committee_division BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_division_update AFTER UPDATE ON committee_division BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_division_delete AFTER DELETE ON committee_division BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_groupmembership_insert AFTER INSERT ON committee_groupmembership BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_groupmembership_update AFTER UPDATE ON committee_groupmembership BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_groupmembership_delete AFTER DELETE ON committee_groupmembership BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_municipalyear_insert AFTER INSERT ON committee_municipalyear BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_municipalyear_update AFTER UPDATE ON committee_municipalyear BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_municipalyear_delete AFTER DELETE ON committee_municipalyear BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_person_insert AFTER INSERT ON committee_person BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_person_update AFTER UPDATE ON committee_person BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_person_delete AFTER DELETE ON committee_person BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_politicalgroup_insert AFTER INSERT ON committee_politicalgroup BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_politicalgroup_update AFTER UPDATE ON committee_politicalgroup BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_politicalgroup_delete AFTER DELETE ON committee_politicalgroup BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_portfolio_insert AFTER INSERT ON committee_portfolio BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_portfolio_update AFTER UPDATE ON committee_portfolio BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_portfolio_delete AFTER DELETE ON committee_portfolio BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_portfolioholding_insert AFTER INSERT ON committee_portfolioholding BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_portfolioholding_update AFTER UPDATE ON committee_portfolioholding BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_portfolioholding_delete AFTER DELETE ON committee_portfolioholding BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_post_insert AFTER INSERT ON committee_post BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_post_update AFTER UPDATE ON committee_post BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_post_delete AFTER DELETE ON committee_post BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_seat_insert AFTER INSERT ON committee_seat BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_seat_update AFTER UPDATE ON committee_seat BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_seat_delete AFTER DELETE ON committee_seat BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_term_insert AFTER INSERT ON committee_term BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_term_update AFTER UPDATE ON committee_term BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_term_delete AFTER DELETE ON committee_term BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_venue_insert AFTER INSERT ON committee_venue BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_venue_update AFTER UPDATE ON committee_venue BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_venue_delete AFTER DELETE ON committee_venue BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_storedfile_update AFTER UPDATE ON committee_storedfile BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_storedfile_delete AFTER DELETE ON committee_storedfile BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;
