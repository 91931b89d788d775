// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.pairing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.keywright.crypto.KeyException;
import org.keywright.protocol.pairing.ContactOutcome;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.vault.VaultException;

/**
 * Days of contacts in some households, from a seed: real contacts and real questions to the centre,
 * in a time that passes as fast as they are done. For one thread.
 */
public final class Rehearsal {
  private static final double CONTACTS_A_DAY = 0.2;
  private static final double FAVOURITE = 0.6;
  private static final int DAYS_AT_ONE_HOUSE = 7;
  private static final int MINUTES_A_DAY = 24 * 60;

  private final Pairings pairings;
  private final String actor;
  private final Random random;
  private final List<Household> households;
  private Instant now;
  private long verified;
  private long paired;
  private long refused;
  private long failed;

  /**
   * Prepares a rehearsal.
   *
   * @param pairings the centre
   * @param seed what chance begins with; the same seed gives the same contacts
   * @param from the first day's first moment
   */
  public Rehearsal(
      Pairings pairings, String actor, long seed, Instant from, List<Household> households) {
    this.pairings = pairings.datedBy(() -> now);
    this.actor = actor;
    this.random = new Random(seed);
    this.households = List.copyOf(households);
    this.now = from;
  }

  /**
   * A module and the hosts that it meets.
   *
   * @param name what people call it
   * @param module where the module is
   * @param hosts where the hosts are; the first is the favourite
   * @param carried whether the module goes from one host to the next, a week each, and not at will
   */
  public record Household(String name, Endpoint module, List<Endpoint> hosts, boolean carried) {
    /** Copies the list. */
    public Household {
      hosts = List.copyOf(hosts);
      if (hosts.isEmpty()) {
        throw new IllegalArgumentException("household " + name + " has no host");
      }
    }
  }

  /**
   * What came of it.
   *
   * @param verified contacts of a module and a host that were paired before
   * @param paired contacts that paired them
   * @param refused contacts for which the centre gave no code
   * @param failed contacts that a unit refused or a link lost
   * @param end the moment after the last day
   */
  public record Sum(long verified, long paired, long refused, long failed, Instant end) {}

  /** Is told after each day. */
  @FunctionalInterface
  public interface Watching {
    /** So many days are over. */
    void day(int days);
  }

  /**
   * Lets days pass; an interrupt of the thread ends it after a day.
   *
   * @throws VaultException if the centre cannot go on
   */
  public Sum run(int days, Watching watching) throws KeyException, VaultException {
    Instant begin = now;
    for (int day = 0; day < days && !Thread.currentThread().isInterrupted(); day++) {
      Instant midnight = begin.plus(Duration.ofDays(day));
      for (int i = 0; i < households.size(); i++) {
        if (random.nextDouble() < CONTACTS_A_DAY) {
          now = midnight.plus(Duration.ofMinutes(random.nextInt(MINUTES_A_DAY)));
          Household household = households.get(i);
          meet(household.module(), host(household, day));
        }
      }
      now = midnight.plus(Duration.ofDays(1));
      watching.day(day + 1);
    }
    return new Sum(verified, paired, refused, failed, now);
  }

  private Endpoint host(Household household, int day) {
    List<Endpoint> hosts = household.hosts();
    if (household.carried()) {
      return hosts.get(day / DAYS_AT_ONE_HOUSE % hosts.size());
    }
    return random.nextDouble() < FAVOURITE
        ? hosts.getFirst()
        : hosts.get(random.nextInt(hosts.size()));
  }

  private void meet(Endpoint module, Endpoint host) throws KeyException, VaultException {
    try {
      Meeting meeting = pairings.contact(actor, module, host, Optional.empty());
      switch (meeting.outcome()) {
        case ContactOutcome.Verified met -> verified++;
        case ContactOutcome.Paired met -> paired++;
        case ContactOutcome.CodeNeeded needed -> refused++;
        case ContactOutcome.Refused unwilling -> failed++;
      }
    } catch (LinkException | ModuleException e) {
      failed++;
    }
  }
}
