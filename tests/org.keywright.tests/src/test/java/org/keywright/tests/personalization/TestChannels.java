// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.personalization;

import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import org.keywright.crypto.channel.PresharedKey;
import org.keywright.crypto.channel.PresharedKeys;
import org.keywright.crypto.channel.SecureChannel;
import org.keywright.crypto.channel.SecureChannels;
import org.keywright.crypto.jce.internal.CurvePrimitives;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.Trust;

final class TestChannels implements SecureChannels {
  static SecureChannels of(CurvePrimitives curves, InstantSource clock) {
    return new TestChannels();
  }

  @Override
  public SecureChannel connect(Socket socket, Credential own, Trust peer, Duration limit) {
    throw new AssertionError();
  }

  @Override
  public SecureChannel accept(Socket socket, Credential own, Trust peer, Duration limit) {
    throw new AssertionError();
  }

  @Override
  public SecureChannel connect(Socket socket, PresharedKey key, Duration limit) {
    throw new AssertionError();
  }

  @Override
  public SecureChannel accept(
      Socket socket, Credential own, Trust peer, PresharedKeys keys, Duration limit) {
    throw new AssertionError();
  }
}
