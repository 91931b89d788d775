// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.keywright.protocol.pairing.CodeMode;
import org.keywright.protocol.pairing.StartCount;
import org.keywright.protocol.pairing.VictimPolicy;
import org.keywright.transport.sim.Fault;

/**
 * What a module must do, written down a second time and as simply as can be: plain fields, no keys,
 * no messages. Hosts are small numbers. Each command returns its status word, or {@link #NOTHING}
 * if no answer comes.
 */
final class PairingModel {
  static final int NOTHING = -1;

  static final int GREETED = 1;
  static final int ASKED = 2;
  static final int HANDED_OVER = 3;
  static final int OPEN = 4;

  /** A place with a pairing in it. */
  static final class Place {
    int host;
    boolean half;
    boolean locked;
    long activity;
    long chronology;
    long index;
    int failures;
  }

  /** The power is gone. */
  private static final class Dark extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Dark() {
      super("dark", null, false, false);
    }
  }

  /** The write failed. */
  private static final class Unwritten extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unwritten() {
      super("unwritten", null, false, false);
    }
  }

  final Place[] places;
  long index;
  long chronology;
  int tries = 3;
  long serial;
  VictimPolicy victims = VictimPolicy.LEAST_ACTIVE;
  StartCount start = StartCount.LOWEST_OF_OTHERS;
  CodeMode mode = CodeMode.PER_HOST_AND_PAIRING;
  boolean completesHalf = true;
  Set<Integer> revoked = new HashSet<>();

  int step;
  int host;
  boolean completes;
  long asked;
  private boolean completedOnce;

  private int faultAt = -1;
  private Fault.Kind fault = Fault.Kind.STALL;
  private int faultCommit;
  private Fault.Kind struck = Fault.Kind.STALL;
  private int commits;

  PairingModel(int count) {
    places = new Place[count];
  }

  void arm(int instruction, Fault.Kind kind, int commit) {
    faultAt = instruction;
    fault = kind;
    faultCommit = commit;
  }

  void disarm() {
    faultAt = -1;
  }

  void powerCycle() {
    step = 0;
    completedOnce = false;
  }

  /** What a command does. */
  private interface Deed {
    int run();
  }

  private int command(int instruction, Deed deed) {
    struck = Fault.Kind.STALL;
    commits = 0;
    if (faultAt == instruction) {
      struck = fault;
      faultAt = -1;
    }
    try {
      if (struck == Fault.Kind.CUT_BEFORE) {
        throw new Dark();
      }
      int status = deed.run();
      if (struck == Fault.Kind.CUT_AFTER) {
        throw new Dark();
      }
      return struck == Fault.Kind.LOSE_ANSWER ? NOTHING : status;
    } catch (Dark e) {
      powerCycle();
      return NOTHING;
    } catch (Unwritten e) {
      step = isOrder(instruction) ? step : 0;
      return 0x6581;
    }
  }

  private static boolean isOrder(int instruction) {
    return instruction == 0x48 || instruction >= 0x58;
  }

  private void commit(Runnable change) {
    boolean now = ++commits == faultCommit;
    if (now && (struck == Fault.Kind.CUT_BEFORE_COMMIT || struck == Fault.Kind.CUT_INSIDE)) {
      throw new Dark();
    }
    if (now && struck == Fault.Kind.WRITE_FAILS) {
      throw new Unwritten();
    }
    change.run();
    if (now && struck == Fault.Kind.CUT_AFTER) {
      throw new Dark();
    }
  }

  private int ended(int status) {
    step = 0;
    return status;
  }

  int placeOf(int wanted) {
    for (int i = 0; i < places.length; i++) {
      if (places[i] != null && places[i].host == wanted) {
        return i;
      }
    }
    return -1;
  }

  int hello(int who) {
    return command(
        0x50,
        () -> {
          step = 0;
          if (revoked.contains(who)) {
            return 0x6982;
          }
          int at = placeOf(who);
          host = who;
          step = GREETED;
          completes = at >= 0 && places[at].half && completesHalf && !completedOnce;
          asked = completes ? places[at].index : index;
          return 0x9000;
        });
  }

  int verify(boolean proofHolds) {
    return command(
        0x52,
        () -> {
          int at = placeOf(host);
          if (step != GREETED && step != HANDED_OVER || at < 0) {
            return ended(0x6985);
          }
          if (!proofHolds) {
            step = 0;
            if (places[at].failures < 255) {
              commit(() -> places[at].failures++);
            }
            return 0x6982;
          }
          commit(
              () -> {
                places[at].half = false;
                places[at].activity++;
              });
          step = OPEN;
          return 0x9000;
        });
  }

  int pair() {
    return command(
        0x54,
        () -> {
          if (step != GREETED) {
            return ended(0x6985);
          }
          if (target() < 0) {
            return ended(0x9E10);
          }
          step = ASKED;
          return 0x9000;
        });
  }

  int code(boolean right) {
    return command(
        0x56,
        () -> {
          if (step != ASKED) {
            return ended(0x6985);
          }
          int at = target();
          boolean asks = mode != CodeMode.NONE;
          if (asks && tries == 0) {
            return ended(0x6983);
          }
          completedOnce |= completes;
          int triesBefore = tries;
          if (asks) {
            commit(() -> tries--);
          }
          if (!right) {
            return ended(!asks ? 0x6988 : tries == 0 ? 0x6983 : 0x63C0 + tries);
          }
          commit(() -> store(at, triesBefore));
          step = HANDED_OVER;
          return 0x9000;
        });
  }

  int eraseByCode(int who, boolean right) {
    return command(
        0x4E,
        () -> {
          if (step != OPEN) {
            return ended(0x6982);
          }
          int at = placeOf(who);
          if (at < 0) {
            return ended(0x6A88);
          }
          if (tries == 0) {
            return ended(0x6983);
          }
          int triesBefore = tries;
          commit(() -> tries--);
          if (!right) {
            return ended(tries == 0 ? 0x6983 : 0x63C0 + tries);
          }
          commit(
              () -> {
                places[at] = null;
                tries = triesBefore;
              });
          step = who == host ? 0 : step;
          return 0x9000;
        });
  }

  private void store(int at, int triesBefore) {
    var row = new Place();
    var old = places[at];
    boolean own = old != null && old.host == host;
    row.host = host;
    row.half = true;
    row.locked = own && old.locked;
    row.chronology = chronology++;
    row.index = asked;
    row.activity = completes ? old.activity : startCount(at);
    tries = completes ? triesBefore : 3;
    index += completes ? 0 : 1;
    places[at] = row;
  }

  private long startCount(int except) {
    long lowest = Long.MAX_VALUE;
    for (int i = 0; i < places.length; i++) {
      if (i != except && places[i] != null) {
        lowest = Math.min(lowest, places[i].activity);
      }
    }
    return start == StartCount.ZERO || lowest == Long.MAX_VALUE ? 0 : lowest;
  }

  /** The host's own place, else the first free one, else the victim's; -1 if there is none. */
  private int target() {
    if (placeOf(host) >= 0) {
      return placeOf(host);
    }
    int victim = -1;
    for (int i = 0; i < places.length; i++) {
      if (places[i] == null) {
        return i;
      }
      boolean may = !places[i].locked && victims != VictimPolicy.REFUSE;
      if (may && (victim < 0 || goesBefore(places[i], places[victim]))) {
        victim = i;
      }
    }
    return victim;
  }

  private boolean goesBefore(Place one, Place other) {
    if (victims == VictimPolicy.LEAST_ACTIVE && one.activity != other.activity) {
      return one.activity < other.activity;
    }
    return one.chronology < other.chronology;
  }

  int order(int instruction, long number, int who, Runnable change) {
    return command(
        instruction,
        () -> {
          if (number <= serial) {
            return 0x9E05;
          }
          if (who >= 0 && placeOf(who) < 0) {
            return 0x6A88;
          }
          commit(
              () -> {
                serial = number;
                change.run();
              });
          step = instruction == 0x58 ? step : 0;
          return 0x9000;
        });
  }

  @Override
  public String toString() {
    return "N %d, tries %d, %s"
        .formatted(
            index,
            tries,
            Arrays.stream(places).map(p -> p == null ? "-" : "host " + p.host).toList());
  }
}
