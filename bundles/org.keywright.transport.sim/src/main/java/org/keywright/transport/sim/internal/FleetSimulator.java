// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.sim.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Sealing;
import org.keywright.crypto.Suites;
import org.keywright.transport.Atr;
import org.keywright.transport.UnitServer;
import org.keywright.transport.sim.Role;
import org.keywright.transport.sim.SimulatedUnit;
import org.keywright.transport.sim.Simulator;
import org.keywright.transport.sim.UnitOrder;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Keeps fleets of simulated units by name. */
@Component(service = Simulator.class)
public final class FleetSimulator implements Simulator {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final String STORE_KEY = "store.key";

  private final Suites suites;
  private final Keys keys;
  private final Sealing sealing;
  private final InstantSource clock;
  private final Duration delay;
  private final Supplier<SecurityModules> modules;
  private final Map<String, PoweredUnit> units = new LinkedHashMap<>();
  private final List<Runnable> observers = new CopyOnWriteArrayList<>();
  private final Map<Path, Key> storeKeys = new ConcurrentHashMap<>();
  private @Nullable Key memoryKey;

  /** Configuration of the simulator; times in milliseconds. */
  public @interface Settings {
    /** How late an answer comes that is delayed by a fault. */
    int answer_delay() default 1_000;
  }

  /** Makes a simulator on the platform's clock. */
  @Activate
  public FleetSimulator(
      @Reference Suites suites,
      @Reference Keys keys,
      @Reference Sealing sealing,
      @Reference ComponentServiceObjects<SecurityModules> modules,
      Settings settings) {
    this(
        suites,
        keys,
        sealing,
        InstantSource.system(),
        Duration.ofMillis(settings.answer_delay()),
        modules::getService);
  }

  /**
   * Makes a simulator without a framework, and without security modules. No constructor, because
   * the component runtime looks at each that has as many parameters as the one that it calls.
   */
  public static FleetSimulator withoutModules(
      Suites suites, Keys keys, Sealing sealing, InstantSource clock, Duration delay) {
    return new FleetSimulator(suites, keys, sealing, clock, delay, FleetSimulator::noModules);
  }

  private static SecurityModules noModules() {
    throw new IllegalArgumentException("this simulator makes no security modules");
  }

  /**
   * Makes a simulator without a framework.
   *
   * @param clock by which challenges grow old
   * @param delay how late an answer comes that is delayed by a fault
   * @param modules makes security modules; asked when one is wanted
   */
  public FleetSimulator(
      Suites suites,
      Keys keys,
      Sealing sealing,
      InstantSource clock,
      Duration delay,
      Supplier<SecurityModules> modules) {
    this.suites = suites;
    this.keys = keys;
    this.sealing = sealing;
    this.clock = clock;
    this.delay = delay;
    this.modules = modules;
  }

  @Override
  public List<SimulatedUnit> create(UnitOrder order) throws IOException {
    List<SimulatedUnit> made = add(order);
    changed();
    return made;
  }

  private synchronized List<SimulatedUnit> add(UnitOrder order) throws IOException {
    var made = new LinkedHashMap<String, PoweredUnit>();
    for (UnitOrder.Name name : order.units()) {
      requireFree(name.name());
      if (made.containsKey(name.name())) {
        throw new IllegalArgumentException(
            "there is a unit '" + name.name() + "' already; choose another --name");
      }
      made.put(name.name(), make(order, name));
    }
    units.putAll(made);
    return new ArrayList<>(made.values());
  }

  @Override
  public SimulatedUnit copy(String unit, String name) {
    SimulatedUnit copy = addCopy(unit, name);
    changed();
    return copy;
  }

  private synchronized SimulatedUnit addCopy(String unit, String name) {
    PoweredUnit original = units.get(unit);
    if (original == null) {
      throw new IllegalArgumentException("there is no unit '" + unit + "'; sim:list shows them");
    }
    requireFree(name);
    PoweredUnit copy = original.copy(name);
    units.put(name, copy);
    return copy;
  }

  private void requireFree(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no name for a unit: 1 to 64 letters, digits, '.', '_' or '-'".formatted(name));
    }
    if (units.containsKey(name)) {
      throw new IllegalArgumentException(
          "there is a unit '" + name + "' already; choose another --name");
    }
  }

  private PoweredUnit make(UnitOrder order, UnitOrder.Name name) throws IOException {
    Key storeKey = order.store().isPresent() ? storeKey(order.store().get()) : memoryKey();
    var file = order.store().map(folder -> new StateFile(folder, name.name()));
    var program = program(order, name, storeKey, file);
    Atr atr = atr(order.role());
    return program instanceof SmProgram module
        ? new PoweredModule(
            name.name(), atr, module, delay, modules.get().dialling(name.name(), module))
        : new PoweredUnit(name.name(), order.role(), atr, program, delay);
  }

  private UnitProgram program(
      UnitOrder order, UnitOrder.Name name, Key storeKey, Optional<StateFile> file)
      throws IOException {
    return switch (order.role()) {
      case EI ->
          new EiProgram(
              suites,
              keys,
              clock,
              new NonVolatile<>(
                  new EiMemory.Layout(), sealing, storeKey, file, firstMemory(order, name)));
      case SM -> modules.get().program(name.serialNumber(), clock, storeKey, file);
      case AS ->
          new AsProgram(
              suites,
              keys,
              order.suites(),
              new NonVolatile<>(
                  new AsMemory.Layout(),
                  sealing,
                  storeKey,
                  file,
                  AsMemory.blank(name.serialNumber())));
      case MS ->
          new MsProgram(
              suites,
              keys,
              clock,
              new NonVolatile<>(
                  new MsMemory.Layout(),
                  sealing,
                  storeKey,
                  file,
                  MsMemory.blank(name.serialNumber(), order.suites())));
      case MH ->
          new MhProgram(
              suites,
              keys,
              new NonVolatile<>(
                  new MhMemory.Layout(),
                  sealing,
                  storeKey,
                  file,
                  MhMemory.blank(name.serialNumber(), order.suites())));
    };
  }

  private static EiMemory firstMemory(UnitOrder order, UnitOrder.Name name) {
    if (order.installation().isEmpty()) {
      return EiMemory.blank(name.serialNumber(), order.suites());
    }
    var installation = order.installation().get();
    return new EiMemory(
        name.serialNumber(),
        installation.setId(),
        installation.transportKeyVersion(),
        Optional.of(installation.transportKey().copy()),
        order.suites(),
        installation.floor(),
        true,
        Optional.empty(),
        installation.places().stream().map(EiMemory.Place::empty).toList());
  }

  @Override
  public synchronized List<SimulatedUnit> units() {
    return List.copyOf(units.values());
  }

  @Override
  public synchronized Optional<SimulatedUnit> find(String name) {
    return Optional.ofNullable(units.get(name));
  }

  @Override
  public boolean remove(String name) {
    PoweredUnit unit;
    synchronized (this) {
      unit = units.remove(name);
    }
    if (unit != null) {
      unit.powerCycle();
      changed();
    }
    return unit != null;
  }

  @Override
  public Observation observe(Runnable observer) {
    observers.add(observer);
    return () -> observers.remove(observer);
  }

  private void changed() {
    observers.forEach(Runnable::run);
  }

  @Override
  public UnitServer.Directory directory() {
    return name -> {
      SimulatedUnit unit;
      synchronized (this) {
        unit =
            name.isEmpty() && units.size() == 1
                ? units.values().iterator().next()
                : units.get(name);
      }
      return Optional.ofNullable(unit).map(SimulatedUnit::connect);
    };
  }

  private Key memoryKey() {
    Key key = memoryKey;
    if (key == null) {
      key = keys.generate(KeySpec.AES_256);
      memoryKey = key;
    }
    return key;
  }

  /** The key that seals the state files of a folder; it models a chip's own, so it lies there. */
  private Key storeKey(Path folder) throws IOException {
    Path place = folder.toAbsolutePath().normalize();
    Key known = storeKeys.get(place);
    if (known != null) {
      return known;
    }
    Files.createDirectories(place);
    Path file = place.resolve(STORE_KEY);
    if (!Files.exists(file)) {
      byte[] text = hexLine(keys.random(KeySpec.AES_256.length()));
      try {
        Files.write(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } finally {
        Arrays.fill(text, (byte) 0);
      }
    }
    try {
      Key key = Key.of(KeySpec.AES_256, KeyMaterial.consumeHex(Files.readAllBytes(file)));
      storeKeys.put(place, key);
      return key;
    } catch (KeyException e) {
      throw new IOException(file + " is no store key: " + e.getMessage(), e);
    }
  }

  /** Hex digits and a line end, without a string of them on the way; wipes the source. */
  private static byte[] hexLine(byte[] secret) {
    var hex = HexFormat.of();
    byte[] line = new byte[2 * secret.length + 1];
    for (int i = 0; i < secret.length; i++) {
      line[2 * i] = (byte) hex.toHighHexDigit(secret[i]);
      line[2 * i + 1] = (byte) hex.toLowHexDigit(secret[i]);
    }
    line[line.length - 1] = '\n';
    Arrays.fill(secret, (byte) 0);
    return line;
  }

  /** T=1, extended lengths and chaining, and the role's letters as card issuer's data. */
  private static Atr atr(Role role) {
    byte[] atr = {
      0x3B, (byte) 0x8A, 0x01, (byte) 0x80, 0x73, 0x00, 0x00, (byte) 0xC0, 0x54, 'K', 'W', 0, 0, 0
    };
    atr[11] = (byte) role.name().charAt(0);
    atr[12] = (byte) role.name().charAt(1);
    for (int i = 1; i < atr.length - 1; i++) {
      atr[atr.length - 1] ^= atr[i];
    }
    return Atr.of(atr);
  }
}
