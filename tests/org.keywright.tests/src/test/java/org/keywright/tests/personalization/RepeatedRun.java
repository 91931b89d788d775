// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeyRecord;
import org.keywright.crypto.KeyUsage;
import org.keywright.protocol.Refusal;
import org.keywright.protocol.personalization.ClientChannel;
import org.keywright.protocol.personalization.Cryptography;
import org.keywright.protocol.personalization.Instruction;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.protocol.personalization.Policy;
import org.keywright.protocol.personalization.UnitRun;
import org.keywright.tests.TestCrypto;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.ModuleException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.sim.SimulatedModule;
import org.keywright.transport.sim.internal.Patience;

/**
 * A talk with a module over its local channel, recorded, that can be had again word for word as
 * often as a test likes, on either side alone: all random values are pinned, and what was computed
 * once is remembered. For one thread.
 */
final class RepeatedRun {
  private static final String NAME = "repeated";
  private static final byte[] TAN = "12345678903".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NO_DATA = {};

  final Bureau bureau;
  final Cryptography unitCrypto;

  /** Commands and answers in turn, OPEN CHANNEL first. */
  final List<byte[]> frames = new ArrayList<>();

  /** What passed inside the channel. */
  final List<Exchange> exchanges = new ArrayList<>();

  private final Talk talk;
  private boolean recording = true;
  private final Pinned forModule = new Pinned("module");
  private final Pinned forUnit = new Pinned("unit");
  private final Pinned.Place beginning = forModule.place();
  private SimulatedModule module;
  private Pinned.Place moduleReady = beginning;
  private Pinned.Place unitReady = forUnit.place();
  private long commits;
  private Bytes memory = Bytes.of();

  /** What it is about. */
  enum Talk {
    RUN,
    RUN_WITH_TAN,
    KEYS
  }

  /** A command inside the channel and the data of its answer. */
  record Exchange(Instruction instruction, int p1, Bytes data, Bytes answer) {}

  RepeatedRun(Talk talk) throws Exception {
    this.talk = talk;
    var remembered = new Remembered();
    bureau = new Bureau(forModule.noise(), forModule::of, Patience.USUAL, remembered::of);
    unitCrypto = forUnit.of(bureau.real);
    // Twice, so that all is remembered: the second time is as all that follow.
    for (int time = 0; time < 2; time++) {
      renew();
      frames.clear();
      exchanges.clear();
      assertThat(talk(Bureau.link(enter(), frames))).isTrue();
    }
    remembered.learnt();
    recording = false;
    renew();
  }

  /** Makes the same module anew, as it is before the talk. */
  private void renew() throws Exception {
    bureau.simulator.remove(NAME);
    bureau.unit.policy = Books.USUAL;
    forModule.go(beginning);
    forUnit.go(unitReady);
    module = bureau.module(NAME);
    if (talk == Talk.KEYS) {
      bureau.unit.forget();
      module.userAct();
      assertThat(personalized(Bureau.link(module, new ArrayList<>()), false)).isTrue();
      unitReady = new Pinned.Place(0, 0, 0);
    }
    bureau.unit.policy = talk == Talk.RUN_WITH_TAN ? new Policy(true, true, true, 30) : Books.USUAL;
    moduleReady = forModule.place();
    commits = module.commits();
    memory = publicMemory();
  }

  private Bytes publicMemory() {
    byte[] image = module.image();
    return Bytes.of(Arrays.copyOfRange(image, 4, 4 + ByteBuffer.wrap(image).getInt()));
  }

  /** Whether the module is what it was before the talk. */
  boolean unchanged() {
    return module.commits() == commits && publicMemory().equals(memory);
  }

  /** The module before the talk, switched on a moment ago, and its user ready. */
  SimulatedModule enter() throws Exception {
    if (!unchanged()) {
      renew();
    }
    module.powerCycle();
    forModule.go(moduleReady);
    if (talk != Talk.KEYS) {
      module.userAct();
    }
    if (talk == Talk.RUN_WITH_TAN) {
      try (var tan = KeyMaterial.copyOf(TAN)) {
        module.enterTan(tan);
      }
    }
    return module;
  }

  /** The unit's or central system's side; returns whether it holds that all is done. */
  boolean talk(Link link) throws LinkException, ModuleException, Refusal, KeyException {
    forUnit.go(unitReady);
    bureau.unit.forget();
    bureau.unit.tan = Optional.of(TAN);
    return talk == Talk.KEYS ? loaded(link) : personalized(link, talk == Talk.RUN_WITH_TAN);
  }

  private boolean personalized(Link link, boolean tan)
      throws LinkException, ModuleException, Refusal {
    try (var channel =
            ClientChannel.open(unitCrypto, new ApduChannel(link), bureau.unit.asClient());
        var run = unitRun(channel)) {
      byte[] order = run.begin().message().orElseThrow().toArray();
      exchange(channel, Instruction.BEGIN, 0, order);
      byte[] next = said(run, exchange(channel, Instruction.HELLO, 0, NO_DATA));
      exchange(channel, Instruction.PARAMETERS, 0, next);
      next = NO_DATA;
      for (int round = 1; tan && round <= 3; round++) {
        next = said(run, exchange(channel, Instruction.TAN_ROUND, round, next));
      }
      next = said(run, exchange(channel, Instruction.REQUEST, 0, next));
      exchange(channel, Instruction.ISSUE, 0, next);
      run.receive(exchange(channel, Instruction.ACKNOWLEDGEMENT, 0, NO_DATA));
      return run.confirmed();
    }
  }

  private UnitRun unitRun(ClientChannel channel) throws Refusal {
    return new UnitRun(
        unitCrypto, bureau.unit, bureau::now, channel.binding(), channel.module().leaf());
  }

  private byte[] said(UnitRun run, byte[] message) throws Refusal {
    byte[] next = run.receive(message).message().orElseThrow().toArray();
    if (run.refusal().isPresent()) {
      throw run.refusal().get();
    }
    return next;
  }

  private byte[] exchange(ClientChannel channel, Instruction instruction, int p1, byte[] data)
      throws LinkException, ModuleException, Refusal {
    ResponseApdu answer = channel.send(instruction, p1, data);
    if (!answer.status().ok()) {
      throw new Refusal(answer.status().value());
    }
    if (recording) {
      exchanges.add(new Exchange(instruction, p1, Bytes.of(data), Bytes.of(answer.data())));
    }
    return answer.data();
  }

  private boolean loaded(Link link) throws LinkException, ModuleException, Refusal, KeyException {
    var attributes =
        new KeyAttributes(
            new KeyUsage("M6"), KeyMode.GENERATE_VERIFY, Exportability.NON_EXPORTABLE);
    var challenge = Bytes.of(Pinned.value("challenge"));
    try (var channel =
            ClientChannel.open(unitCrypto, new ApduChannel(link), bureau.unit.centralAsClient());
        var run = channel.central(module.serialNumber());
        var record =
            new KeyRecord(attributes, 1, TestCrypto.aes("000102030405060708090A0B0C0D0E0F"))) {
      byte[] load = run.load(KeyLoad.Form.KEY_RECORD, 1, record).toArray();
      run.receipt(exchange(channel, Instruction.KEY_LOAD, 0, load));
      byte[] use = run.use(1, challenge).toArray();
      byte[] answer = exchange(channel, Instruction.KEY_LOAD, 0, use);
      return run.proves(answer, 1, challenge, record.key());
    }
  }

  /** The module's side alone: says what was recorded, but for one message of the unit. */
  boolean toldInside(int number, byte[] message) throws Exception {
    var link = Bureau.link(enter(), new ArrayList<>());
    forUnit.go(unitReady);
    try (var channel =
        ClientChannel.open(unitCrypto, new ApduChannel(link), bureau.unit.asClient())) {
      for (int i = 0; i < exchanges.size(); i++) {
        var recorded = exchanges.get(i);
        byte[] data = i == number ? message : recorded.data().toArray();
        if (!channel.send(recorded.instruction(), recorded.p1(), data).status().ok()) {
          return false;
        }
      }
      return true;
    }
  }

  /** The unit's side alone: hears what was recorded, but for one message of the module. */
  boolean heardInside(int number, byte[] message) throws Refusal {
    forUnit.go(unitReady);
    bureau.unit.forget();
    bureau.unit.tan = Optional.of(TAN);
    try (var channel =
            ClientChannel.open(unitCrypto, new ApduChannel(said()), bureau.unit.asClient());
        var run = unitRun(channel)) {
      run.begin();
      for (int i = 0; i < exchanges.size() && run.refusal().isEmpty(); i++) {
        byte[] answer = exchanges.get(i).answer().toArray();
        if (answer.length > 0) {
          run.receive(i == number ? message : answer);
        }
      }
      return run.confirmed();
    } catch (LinkException | ModuleException e) {
      throw new AssertionError(e);
    }
  }

  /** A link on which the module says what was recorded. */
  Link said() {
    return said(-1, NO_DATA);
  }

  /** A link on which the module says what was recorded, but for one frame. */
  Link said(int number, byte[] answer) {
    return new RecordedLink(frames, number, answer);
  }
}
