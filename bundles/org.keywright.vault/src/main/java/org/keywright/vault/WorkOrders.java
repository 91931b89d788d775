// SPDX-License-Identifier: EPL-2.0
package org.keywright.vault;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.KeyMaterial;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The work orders of the personalization units of a vault. Safe for use by many threads; each
 * method that changes something is one commit.
 */
@ProviderType
public interface WorkOrders {
  /** How many wrong transaction numbers an order bears. */
  int FAILURES = 3;

  /**
   * Makes an order.
   *
   * @param transactionNumber its digits in ASCII, if the module has to bring one; stays the
   *     caller's
   * @throws VaultException if a text is malformed, or the module has an open order at the unit
   */
  WorkOrder create(Grant grant, NewOrder order, Optional<KeyMaterial> transactionNumber)
      throws VaultException;

  /** One order. */
  Optional<WorkOrder> find(long id) throws VaultException;

  /**
   * One order.
   *
   * @throws VaultException if there is none of that number
   */
  WorkOrder require(long id) throws VaultException;

  /** A page of what is asked for, the newest first. */
  List<WorkOrder> page(Query query, int offset, int limit) throws VaultException;

  /**
   * A page of what is asked for in an order.
   *
   * @param after the last of the page before; none for the first page
   */
  List<WorkOrder> page(Query query, Sorting<Column> sorting, Optional<WorkOrder> after, int limit)
      throws VaultException;

  /**
   * Finds the order by which a module may be personalized now, and binds an order for any module to
   * this one: the module's own order comes first, then the oldest for any.
   *
   * @return empty if there is none that is open and good
   */
  Optional<WorkOrder> claim(Grant grant, String unit, String module) throws VaultException;

  /** The newest order of a module at a unit, whatever its state. */
  Optional<WorkOrder> latest(String unit, String module) throws VaultException;

  /**
   * Takes one try of an order's transaction number, before it is compared with anything.
   *
   * @throws VaultException if the order is not open, has run out, or has no try left
   */
  WorkOrder beginTry(Grant grant, long id) throws VaultException;

  /** Records that a try failed: after the last one the order is blocked and the number wiped. */
  WorkOrder failTry(Grant grant, long id, String remark) throws VaultException;

  /** Records that the transaction number was right: it is used up and wiped. */
  WorkOrder prove(Grant grant, long id) throws VaultException;

  /** Notes what happened last, and through which identification unit or appliance. */
  WorkOrder note(Grant grant, long id, String through, String remark) throws VaultException;

  /**
   * Withdraws an order and wipes its transaction number.
   *
   * @throws VaultException if it is not open
   */
  WorkOrder cancel(Grant grant, long id) throws VaultException;

  /** What orders can be sorted by. */
  enum Column {
    /** The number, which rises as orders are made. */
    NUMBER,
    /** The personalization unit. */
    UNIT,
    /** The module; those for any module are before all. */
    MODULE,
    /** The central system. */
    CENTRAL,
    /** The state. */
    STATE,
    /** The tries that are left for the transaction number; those without one are before all. */
    TRIES,
    /** Until when it is good. */
    EXPIRES,
    /** What happened last. */
    REMARK
  }

  /**
   * What an order says when it is made.
   *
   * @param unit the personalization unit
   * @param module the module's serial number; empty for any
   * @param central the central system that it is to work with
   * @param customer whom the module is for
   * @param operator who is to carry it out
   * @param renewal whether a module in operation is to be personalized anew
   * @param expires until when it is good
   */
  record NewOrder(
      String unit,
      Optional<String> module,
      String central,
      String customer,
      String operator,
      boolean renewal,
      Instant expires) {}

  /**
   * Which orders are asked for.
   *
   * @param unit whose; all if empty
   * @param state in which state; all if empty
   * @param text what module or customer contain, upper and lower case alike; all if empty
   */
  record Query(Optional<String> unit, Optional<OrderState> state, String text) {
    /** Everything. */
    public static final Query ALL = new Query(Optional.empty(), Optional.empty(), "");
  }
}
