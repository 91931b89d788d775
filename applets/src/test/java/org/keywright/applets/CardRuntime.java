// SPDX-License-Identifier: EPL-2.0
package org.keywright.applets;

import com.licel.jcardsim.base.SimulatorRuntime;
import com.licel.jcardsim.base.SimulatorSystem;
import com.licel.jcardsim.base.TransientMemory;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javacard.framework.AID;
import javacard.framework.Applet;
import javacard.framework.JCSystem;
import javacard.framework.TransactionException;
import javacard.security.RandomData;

/**
 * The runtime of a card with one applet, which is selected from the start. What jCardSim leaves out
 * is done here: a transaction that does not come to its end has never been, and the power can go.
 */
public final class CardRuntime extends SimulatorRuntime {
  private static final String APPLETS = "org.keywright.applets";
  private static final int NEVER = -1;

  private final List<byte[]> memory = new ArrayList<>();
  private final List<byte[]> before = new ArrayList<>();
  private final AID aid;
  private Strike strike = Strike.NONE;
  private int commitsToStrike;
  private boolean off;
  private long commits;
  private int steps;
  private int lastStep = NEVER;
  private final List<Integer> commitSteps = new ArrayList<>();

  /**
   * Volatile memory, in which jCardSim keeps a copy of a key for every use of it until the next
   * reset. Our applets make no arrays once they are installed, so these are such copies.
   */
  private static final class VolatileMemory extends TransientMemory {
    private final List<byte[]> copies = new ArrayList<>();
    private boolean installed;
    private int onReset;
    private int onDeselect;

    /** From here on our applets make no more arrays. */
    void installed() {
      installed = true;
      onReset = clearOnReset.stream().mapToInt(VolatileMemory::bytes).sum();
      onDeselect = clearOnDeselect.stream().mapToInt(VolatileMemory::bytes).sum();
    }

    private static int bytes(Object array) {
      return Array.getLength(array) * (array instanceof short[] ? Short.BYTES : 1);
    }

    @Override
    public byte[] makeByteArray(int length, byte event) {
      if (!installed || event != JCSystem.CLEAR_ON_RESET) {
        return super.makeByteArray(length, event);
      }
      byte[] copy = new byte[length];
      copies.add(copy);
      return copy;
    }

    /** All that was there once the applet was installed. */
    Stream<Object> arrays() {
      return Stream.concat(clearOnReset.stream(), clearOnDeselect.stream());
    }

    List<byte[]> ofCommands() {
      return clearOnDeselect.stream()
          .filter(byte[].class::isInstance)
          .map(byte[].class::cast)
          .toList();
    }

    void forgetCopies() {
      copies.forEach(copy -> Arrays.fill(copy, (byte) 0));
      copies.clear();
    }
  }

  private VolatileMemory volatileMemory() {
    return (VolatileMemory) transientMemory;
  }

  /** What happens to a commit. */
  enum Strike {
    NONE,
    POWER_GOES_BEFORE,
    POWER_GOES_AFTER,
    WRITE_FAILS
  }

  /** The power is gone; nothing of the card runs on. */
  static final class PowerLoss extends Error {
    private static final long serialVersionUID = 1L;

    PowerLoss() {
      super("the power is gone", null, false, false);
    }
  }

  /** A card onto which an applet was loaded, and installed with an identifier. */
  CardRuntime(Class<? extends Applet> applet, byte[] applicationId, byte[] identifier) {
    super(new VolatileMemory());
    aid = new AID(applicationId, (short) 0, (byte) applicationId.length);
    activateSimulatorRuntimeInstance();
    changeProtocol((byte) 1);
    loadApplet(aid, applet);
    byte[] parameters = parameters(applicationId, identifier);
    installApplet(aid, parameters, (short) 0, (byte) parameters.length);
    volatileMemory().installed();
    collect(getApplet(aid), Collections.newSetFromMap(new IdentityHashMap<>()));
    powerOn();
  }

  /** What GlobalPlatform gives to install: the AID, its own parameters, and the applet's. */
  private static byte[] parameters(byte[] applicationId, byte[] identifier) {
    byte[] all = new byte[applicationId.length + identifier.length + 3];
    all[0] = (byte) applicationId.length;
    System.arraycopy(applicationId, 0, all, 1, applicationId.length);
    all[applicationId.length + 2] = (byte) identifier.length;
    System.arraycopy(identifier, 0, all, applicationId.length + 3, identifier.length);
    return all;
  }

  /** Finds every array of non-volatile memory that belongs to the applet. */
  private void collect(Object owner, Set<Object> seen) {
    for (Class<?> type = owner.getClass();
        type.getPackageName().equals(APPLETS);
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          Object held = value(field, owner);
          if (held instanceof byte[] bytes && seen.add(held)) {
            if (transientMemory.isTransient(bytes) == 0) {
              memory.add(bytes);
            }
          } else if (held != null
              && held.getClass().getPackageName().equals(APPLETS)
              && seen.add(held)) {
            collect(held, seen);
          }
        }
      }
    }
  }

  private static Object value(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  /** Answers a command, or does not: then the power went, and is on again. */
  byte[] exchange(byte[] command) throws PowerLoss {
    steps = 0;
    commitSteps.clear();
    byte[] answer;
    try {
      answer = transmitCommand(command);
    } catch (IllegalArgumentException e) {
      // No APDU; a runtime never shows it to an applet.
      return new byte[] {0x67, 0x00};
    } finally {
      volatileMemory().forgetCopies();
    }
    if (off) {
      powerOn();
      throw new PowerLoss();
    }
    if (transactionDepth != 0) {
      abortTransaction();
    }
    return answer;
  }

  /** Volatile memory is lost, and what a transaction had begun with it. */
  void powerOn() {
    activateSimulatorRuntimeInstance();
    if (transactionDepth != 0) {
      abortTransaction();
    }
    reset();
    off = false;
    lastStep = NEVER;
    strike = Strike.NONE;
    currentAID = aid;
  }

  /** The power goes now. */
  PowerLoss powerGoes() {
    off = true;
    return new PowerLoss();
  }

  /** The power goes at a step of the next command, from 1. */
  void losePowerAt(int step) {
    lastStep = step;
  }

  /** How many steps the last command had. */
  int steps() {
    return steps;
  }

  /** At which steps of the last command something was committed. */
  List<Integer> commitSteps() {
    return List.copyOf(commitSteps);
  }

  /** A step of an applet that {@link TornApplets} has loaded. */
  public static void step() {
    if (SimulatorSystem.instance() instanceof CardRuntime card) {
      card.takeStep();
    }
  }

  private void takeStep() {
    steps++;
    if (off || steps == lastStep) {
      throw powerGoes();
    }
  }

  /** All memory of the card, as it is between two commands. */
  List<Object> save() {
    var saved = new ArrayList<Object>();
    memory.forEach(bytes -> saved.add(bytes.clone()));
    volatileMemory().arrays().forEach(array -> saved.add(copy(array)));
    return saved;
  }

  /** Puts memory back that was saved. */
  void restore(List<Object> saved) {
    int at = 0;
    for (byte[] bytes : memory) {
      System.arraycopy(saved.get(at++), 0, bytes, 0, bytes.length);
    }
    for (Object array : volatileMemory().arrays().toList()) {
      int length = Array.getLength(array);
      // jCardSim makes the inside of a key when it is first used; at that time there was none.
      Object then = at < saved.size() ? saved.get(at++) : new byte[length];
      System.arraycopy(then, 0, array, 0, length);
    }
  }

  private static Object copy(Object array) {
    return array instanceof byte[] bytes ? bytes.clone() : ((short[]) array).clone();
  }

  /** Says what happens to the n-th commit from now on. */
  void strike(Strike what, int nth) {
    strike = what;
    commitsToStrike = nth;
  }

  @Override
  public void beginTransaction() {
    super.beginTransaction();
    before.clear();
    memory.forEach(bytes -> before.add(bytes.clone()));
  }

  @Override
  public void commitTransaction() {
    var struck = strike != Strike.NONE && --commitsToStrike == 0 ? strike : Strike.NONE;
    if (struck == Strike.POWER_GOES_BEFORE) {
      throw powerGoes();
    }
    if (struck == Strike.WRITE_FAILS) {
      throw new TransactionException(TransactionException.INTERNAL_FAILURE);
    }
    super.commitTransaction();
    commits++;
    commitSteps.add(steps);
    if (struck == Strike.POWER_GOES_AFTER) {
      throw powerGoes();
    }
  }

  @Override
  public void abortTransaction() {
    super.abortTransaction();
    for (int i = 0; i < memory.size(); i++) {
      System.arraycopy(before.get(i), 0, memory.get(i), 0, memory.get(i).length);
    }
  }

  /** How often something was committed. */
  long commits() {
    return commits;
  }

  /** A copy of all of the applet's non-volatile memory but the key objects. */
  byte[] image() {
    byte[] image = new byte[memory.stream().mapToInt(bytes -> bytes.length).sum()];
    int at = 0;
    for (byte[] bytes : memory) {
      System.arraycopy(bytes, 0, image, at, bytes.length);
      at += bytes.length;
    }
    return image;
  }

  /** The arrays of volatile memory that belong to one command, keys among them. */
  List<byte[]> commandMemory() {
    return volatileMemory().ofCommands();
  }

  /** The bytes of volatile memory that are lost when the applet is deselected. */
  int clearOnDeselect() {
    return volatileMemory().onDeselect;
  }

  /** The bytes of volatile memory that last as long as the power. */
  int clearOnReset() {
    return volatileMemory().onReset;
  }

  /** Puts other random numbers into the applet than those of the card. */
  void replaceRandom(RandomData random) {
    try {
      Field field = getApplet(aid).getClass().getSuperclass().getDeclaredField("random");
      field.setAccessible(true);
      field.set(getApplet(aid), random);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
