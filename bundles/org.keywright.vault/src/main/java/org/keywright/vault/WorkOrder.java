// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.Optional;

/**
 * One module that is to be personalized. The transaction number, if there is one, is opened by
 * {@link Grant#transactionNumber}.
 *
 * @param id its number
 * @param unit the personalization unit that it is for
 * @param module the module's serial number; empty while any may come
 * @param central the central system that it is to work with
 * @param customer whom the module is for
 * @param operator who is to carry it out
 * @param renewal whether a module in operation is to be personalized anew
 * @param numbered whether the module has to bring a transaction number
 * @param failuresLeft how many wrong transaction numbers are left
 * @param expires until when the order is good
 * @param state how it stands
 * @param through the identification unit or the appliance that had to do with it, in words
 * @param remark what happened last, in one line; may be empty
 * @param created when it was made
 */
public record WorkOrder(
    long id,
    String unit,
    Optional<String> module,
    String central,
    String customer,
    String operator,
    boolean renewal,
    boolean numbered,
    int failuresLeft,
    Instant expires,
    OrderState state,
    String through,
    String remark,
    Instant created) {}
