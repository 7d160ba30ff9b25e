package dev.tendhost.exec.internal.route;

import java.util.Map;
import java.util.Set;

/** The keywords of ssh_config(5): those of OpenSSH up to 10.2, its old ones, Debian's, Apple's. */
final class Keywords {
  private static final Set<String> KNOWN =
      Set.of(
          """
          addkeystoagent addressfamily afstokenpassing batchmode bindaddress bindinterface
          canonicaldomains canonicalizefallbacklocal canonicalizehostname canonicalizemaxdots
          canonicalizepermittedcnames casignaturealgorithms certificatefile
          challengeresponseauthentication channeltimeout checkhostip cipher ciphers
          clearallforwardings compression compressionlevel connectionattempts connecttimeout
          controlmaster controlpath controlpersist dsaauthentication dynamicforward
          enableescapecommandline enablesshkeysign escapechar exitonforwardfailure fallbacktorsh
          fingerprinthash forkafterauthentication forwardagent forwardx11 forwardx11timeout
          forwardx11trusted gatewayports globalknownhostsfile globalknownhostsfile2
          gssapiauthentication gssapiclientidentity gssapidelegatecredentials gssapikexalgorithms
          gssapikeyexchange gssapirenewalforcesrekey gssapiserveridentity gssapitrustdns
          hashknownhosts host hostbasedacceptedalgorithms hostbasedauthentication hostbasedkeytypes
          hostkeyalgorithms hostkeyalias hostname identitiesonly identityagent identityfile
          identityfile2 ignoreunknown include ipqos kbdinteractiveauthentication
          kbdinteractivedevices keepalive kerberosauthentication kerberostgtpassing kexalgorithms
          knownhostscommand localcommand localforward loglevel logverbose macs match
          nohostauthenticationforlocalhost numberofpasswordprompts obscurekeystroketiming
          passwordauthentication permitlocalcommand permitremoteopen pkcs11provider port
          preferredauthentications protocol protocolkeepalives proxycommand proxyjump
          proxyusefdpass pubkeyacceptedalgorithms pubkeyacceptedkeytypes pubkeyauthentication
          refuseconnection rekeylimit remotecommand remoteforward requesttty requiredrsasize
          revokedhostkeys rhostsauthentication rhostsrsaauthentication rsaauthentication
          securitykeyprovider sendenv serveralivecountmax serveraliveinterval sessiontype setenv
          setuptimeout skeyauthentication smartcarddevice stdinnull streamlocalbindmask
          streamlocalbindunlink stricthostkeychecking syslogfacility tag tcpkeepalive
          tisauthentication tunnel tunneldevice updatehostkeys usekeychain useprivilegedport user
          userknownhostsfile userknownhostsfile2 useroaming usersh verifyhostkeydns versionaddendum
          visualhostkey warnweakcrypto xauthlocation
          """
              .strip()
              .split("\\s+"));

  /** What takes effect as another: old names, and what keeps the other from taking effect. */
  private static final Map<String, String> SAME =
      Map.of(
          "proxycommand", "proxyjump",
          "identityfile2", "identityfile",
          "dsaauthentication", "pubkeyauthentication",
          "challengeresponseauthentication", "kbdinteractiveauthentication",
          "skeyauthentication", "kbdinteractiveauthentication",
          "tisauthentication", "kbdinteractiveauthentication");

  private Keywords() {}

  /** Whether ssh(1) knows it; in lower case. */
  static boolean isKnown(String keyword) {
    return KNOWN.contains(keyword);
  }

  /** The keyword of whose lines only the first counts. */
  static String family(String keyword) {
    return SAME.getOrDefault(keyword, keyword);
  }
}
