using Wasilo.Grains.Sessions.Lifecycle;

namespace Wasilo.Grains.Tests.Lifecycle;

/// <summary>Every pair of phase and input that changes anything; all others must not. Held against the machine by <see cref="SessionMachineTests"/>.</summary>
internal static class TransitionTable
{
    // A line a rule: phases | input | next phase | effects in order.
    private const string Rules =
        """
        Dormant LoggingOut Deleting                | Start            | TakingOver | run STARTING arm take
        Stopped Failed LoggedOut                   | Start            | TakingOver | run STARTING arm take

        Dormant Failed LoggedOut                   | Stop             | Stopped    | halt STOPPED
        LoggingOut Deleting                        | Stop             | Stopped    | halt STOPPED
        TakingOver BackingOff Disputed             | Stop             | Stopped    | halt STOPPED disarm
        Connecting Pairing                         | Stop             | Stopped    | halt close STOPPED disarm
        Working                                    | Stop             | Stopped    | halt close STOPPED

        Dormant Stopped Failed LoggedOut           | Restart          | TakingOver | run STARTING arm take
        LoggingOut Deleting                        | Restart          | TakingOver | run STARTING arm take
        TakingOver BackingOff Disputed             | Restart          | TakingOver | run arm take
        Connecting                                 | Restart          | TakingOver | run close arm take
        Pairing Working                            | Restart          | TakingOver | run close STARTING arm take

        Dormant Stopped Failed LoggingOut Deleting | LogOut           | LoggingOut | halt wipe
        TakingOver BackingOff Disputed             | LogOut           | LoggingOut | halt disarm wipe
        Connecting Pairing                         | LogOut           | LoggingOut | halt close disarm wipe
        Working                                    | LogOut           | LoggingOut | halt unlink close wipe

        Dormant Stopped Failed LoggedOut           | Delete           | Deleting   | halt erase
        LoggingOut Deleting                        | Delete           | Deleting   | halt erase
        TakingOver BackingOff Disputed             | Delete           | Deleting   | halt disarm erase
        Connecting Pairing                         | Delete           | Deleting   | halt close disarm erase
        Working                                    | Delete           | Deleting   | halt unlink close erase

        Dormant Failed                             | Resume           | TakingOver | STARTING arm take

        TakingOver BackingOff Disputed             | Drain            | Dormant    | yield disarm
        Connecting Pairing                         | Drain            | Dormant    | close yield disarm
        Working                                    | Drain            | Dormant    | close yield

        TakingOver                                 | OwnershipTaken   | Connecting | arm connect(8)
        Disputed                                   | OwnershipHeld    | Failed     | FAILED disarm
        TakingOver BackingOff Disputed             | OwnershipLost    | Released   | disarm go
        Connecting Pairing                         | OwnershipLost    | Released   | close disarm go
        Working                                    | OwnershipLost    | Released   | close go
        LoggingOut                                 | CredentialsWiped | LoggedOut  | LOGGEDOUT
        Deleting                                   | Erased           | Deleted    | go
        TakingOver                                 | StorageFailed    | BackingOff | arm
        Connecting                                 | StorageFailed    | BackingOff | close arm
        Disputed                                   | StorageFailed    | Disputed   | arm
        LoggingOut Deleting                        | StorageFailed    | Failed     | FAILED

        TakingOver                                 | TimerFired       | BackingOff | arm
        BackingOff                                 | TimerFired       | TakingOver | arm take(7)
        Connecting                                 | TimerFired       | BackingOff | close arm
        Pairing                                    | TimerFired       | Failed     | close FAILED disarm
        Disputed                                   | TimerFired       | Disputed   | arm confirm(7)

        Connecting                                 | QrShown          | Pairing    | SCANQRCODE qr arm
        Pairing                                    | QrShown          | Pairing    | qr arm
        Pairing                                    | QrExhausted      | Failed     | close FAILED disarm
        Connecting                                 | QrExhausted      | BackingOff | close arm
        Working                                    | QrExhausted      | BackingOff | close STARTING arm
        Connecting                                 | Paired           | Connecting | arm
        Pairing                                    | Paired           | Connecting | STARTING arm
        Connecting                                 | LoggedIn         | Working    | WORKING disarm
        Connecting                                 | Reconnecting     | Connecting | arm
        Pairing Working                            | Reconnecting     | Connecting | STARTING arm
        Connecting                                 | ConnectionLost   | BackingOff | close arm
        Pairing Working                            | ConnectionLost   | BackingOff | close STARTING arm
        Connecting                                 | Replaced         | Disputed   | close arm confirm(7)
        Pairing Working                            | Replaced         | Disputed   | close STARTING arm confirm(7)
        Connecting Pairing                         | Fenced           | Released   | close disarm go
        Working                                    | Fenced           | Released   | close go
        Connecting Pairing                         | Unlinked         | LoggedOut  | close LOGGEDOUT disarm
        Working                                    | Unlinked         | LoggedOut  | close LOGGEDOUT
        Connecting Pairing                         | GaveUp           | Failed     | close FAILED disarm
        Working                                    | GaveUp           | Failed     | close FAILED
        """;

    public static readonly IReadOnlyDictionary<(SessionPhase Phase, string Input), (SessionPhase Next, string Effects)> Entries = Parse();

    private static Dictionary<(SessionPhase, string), (SessionPhase, string)> Parse()
    {
        var entries = new Dictionary<(SessionPhase, string), (SessionPhase, string)>();
        foreach (var line in Rules.Split('\n').Where(line => line.Length > 0))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            foreach (var phase in cells[0].Split(' '))
                entries.Add((Enum.Parse<SessionPhase>(phase), cells[1]), (Enum.Parse<SessionPhase>(cells[2]), cells[3]));
        }

        return entries;
    }
}
