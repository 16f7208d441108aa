/**
 * The management API: what operators, admins and members do at pages, for their programs, under {@code /api/v1}. A
 * resource reads what was sent, asks one service and tells what came of it; it keeps no rule of its own.
 */
package org.tenantry.api.manage;
