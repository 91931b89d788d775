// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.EntropySource;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Pake;
import org.keywright.crypto.Pakes;
import org.keywright.crypto.jce.internal.PinnedPakes;
import org.keywright.crypto.pki.Certificates;
import org.keywright.crypto.pki.Credential;
import org.keywright.protocol.personalization.Cryptography;

/**
 * Public-key cryptography that computes each thing once: a run that is said again with the same
 * random values costs next to nothing up to where it differs. Certificates that are issued again
 * are the same ones. What it is to remember is learnt until {@link #learnt}; for one thread.
 */
final class Remembered {
  private static final int NOISE = 48;

  private final Map<List<Object>, Object> known = new HashMap<>();
  private boolean learning = true;

  Cryptography of(Cryptography real) {
    return new Cryptography(
        remembering(EcKeys.class, real.ecKeys()),
        real.hkdf(),
        pakes(new PinnedPakes(real.hkdf())),
        remembering(Certificates.class, real.certificates()),
        real.keys(),
        real.keyBlocks(),
        real.sealing(),
        real.cbc(),
        real.literal());
  }

  /** Nothing further is remembered: what comes now comes once. */
  void learnt() {
    learning = false;
  }

  private <T> T remembering(Class<T> type, T real) {
    var loader = type.getClassLoader();
    return type.cast(
        Proxy.newProxyInstance(
            loader,
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                arguments == null ? call(real, method) : recalled(real, method, arguments)));
  }

  private Object recalled(Object real, Method method, Object[] arguments) throws Throwable {
    Object[] given = arguments.clone();
    List<Object> question = new ArrayList<>();
    question.add(method.getName());
    for (int i = 0; i < given.length; i++) {
      if (given[i] instanceof EntropySource source) {
        byte[] noise = new byte[NOISE];
        source.fill(noise);
        given[i] = (EntropySource) out -> System.arraycopy(noise, 0, out, 0, NOISE);
        question.add(Bytes.of(noise));
      } else {
        question.add(comparable(given[i]));
      }
    }
    Object answer = known.get(question);
    if (answer == null) {
      answer = call(real, method, given);
      if (learning) {
        known.put(question, copy(answer));
      }
      return answer;
    }
    return copy(answer);
  }

  private static Object call(Object real, Method method, Object... arguments) throws Throwable {
    try {
      Object answer = method.invoke(real, arguments);
      return answer == null ? Void.class : answer;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Object comparable(Object argument) {
    return switch (argument) {
      case byte[] bytes -> Bytes.of(bytes);
      case Key key -> key.material().expose(Bytes::of);
      case Credential credential -> credential.chain();
      default -> argument;
    };
  }

  /** Whoever gets a secret closes it. */
  private static Object copy(Object answer) {
    return switch (answer) {
      case byte[] bytes -> bytes.clone();
      case KeyMaterial material -> material.copy();
      case Key key -> key.copy();
      case EcKeyPair pair -> new EcKeyPair(pair.privateKey().copy(), pair.publicKey());
      default -> answer;
    };
  }

  private Pakes pakes(Pakes real) {
    return (password, ownName, peerName, binding) ->
        new RememberedPake(real, password.copy(), ownName, peerName, binding);
  }

  /** An agreement that is really begun only where it is told something new. */
  private final class RememberedPake implements Pake {
    private final Pakes real;
    private final KeyMaterial password;
    private final String ownName;
    private final String peerName;
    private final Bytes binding;
    private final List<byte[]> heard = new ArrayList<>();

    RememberedPake(
        Pakes real, KeyMaterial password, String ownName, String peerName, Bytes binding) {
      this.real = real;
      this.password = password;
      this.ownName = ownName;
      this.peerName = peerName;
      this.binding = binding;
    }

    private Object next(byte[]... more) throws KeyException {
      heard.addAll(List.of(more));
      List<Object> question = new ArrayList<>(List.of("pake", password.expose(Bytes::of), ownName));
      question.add(binding);
      heard.forEach(message -> question.add(Bytes.of(message)));
      Object answer = known.get(question);
      if (answer == null) {
        answer = computed();
        if (learning) {
          known.put(question, copy(answer));
        }
        return answer;
      }
      return copy(answer);
    }

    private Object computed() throws KeyException {
      try (Pake pake = real.begin(password, ownName, peerName, binding)) {
        Object answer = pake.first();
        for (int i = 0; i < heard.size(); i++) {
          byte[] message = heard.get(i);
          answer =
              switch (i) {
                case 0 -> pake.second(message);
                case 1 -> pake.confirmation(message);
                default -> pake.confirm(message);
              };
        }
        return answer;
      }
    }

    @Override
    public byte[] first() {
      return Bureau.made(() -> (byte[]) next());
    }

    @Override
    public byte[] second(byte[] peerFirst) throws KeyException {
      return (byte[]) next(peerFirst);
    }

    @Override
    public byte[] confirmation(byte[] peerSecond) throws KeyException {
      return (byte[]) next(peerSecond);
    }

    @Override
    public Key confirm(byte[] peerConfirmation) throws KeyException {
      return (Key) next(peerConfirmation);
    }

    @Override
    public void close() {
      password.close();
    }
  }
}
