// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.personalization;

import org.keywright.engine.download.CampaignOrder;

/**
 * Which modules a personalization unit goes to over their local links, and how.
 *
 * @param unit the personalization unit
 * @param list the device list, and where reports of it go
 * @param userAct whether the user's act is given over the link, for modules on a bench that have no
 *     other way to take it
 */
public record UnitCampaign(String unit, CampaignOrder list, boolean userAct) {}
