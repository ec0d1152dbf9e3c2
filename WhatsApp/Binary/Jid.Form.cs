using System.Buffers;

namespace Wasilo.WhatsApp.Binary;

/// <summary>How the user part of each kind of server is formed.</summary>
public sealed partial class Jid
{
    private const string StatusUser = "status";

    // Where an agent or a device may follow, the user itself has none of the characters that announce them.
    private static readonly SearchValues<char> DeviceSeparators = SearchValues.Create("@:");
    private static readonly SearchValues<char> AgentSeparators = SearchValues.Create("@:_.");

    /// <summary>The server's kind as the wire's device jids number it: their "domain type".</summary>
    internal static (JidKind Kind, string Server, int Agent) OfDomain(byte domain) => domain switch
    {
        0 => (JidKind.User, JidServer.User, 0),
        1 => (JidKind.Lid, JidServer.Lid, 0),
        128 => (JidKind.Hosted, JidServer.Hosted, 0),
        129 => (JidKind.HostedLid, JidServer.HostedLid, 0),
        var agent => (JidKind.User, JidServer.User, agent),
    };

    /// <summary>The domain type of this jid, if it is of those that have one.</summary>
    internal byte Domain => Kind switch
    {
        JidKind.Lid => 1,
        JidKind.Hosted => 128,
        JidKind.HostedLid => 129,
        _ => _agent,
    };

    /// <summary>Whether text can be the user itself, with nothing else in it.</summary>
    internal static bool IsPlain(ReadOnlySpan<char> user, JidKind kind) => kind switch
    {
        JidKind.User or JidKind.Lid or JidKind.Hosted or JidKind.HostedLid => user.Length > 0 && !user.ContainsAny(AgentSeparators),
        JidKind.Messenger or JidKind.Interop => user.Length > 0 && !user.ContainsAny(DeviceSeparators),
        _ => !user.Contains('@'),
    };

    private static JidKind KindOf(string user, string server) => server switch
    {
        JidServer.User => user.Length == 0 ? JidKind.Server : JidKind.User,
        JidServer.Lid => user.Length == 0 ? JidKind.Server : JidKind.Lid,
        JidServer.Group => user.Length == 0 ? JidKind.Server : JidKind.Group,
        JidServer.Broadcast => user.Length == 0 ? JidKind.Server : user == StatusUser ? JidKind.Status : JidKind.Broadcast,
        JidServer.Newsletter => user.Length == 0 ? JidKind.Server : JidKind.Newsletter,
        JidServer.Bot => user.Length == 0 ? JidKind.Server : JidKind.Bot,
        JidServer.Hosted => user.Length == 0 ? JidKind.Server : JidKind.Hosted,
        JidServer.HostedLid => user.Length == 0 ? JidKind.Server : JidKind.HostedLid,
        JidServer.Messenger => user.Length == 0 ? JidKind.Server : JidKind.Messenger,
        JidServer.Interop => user.Length == 0 ? JidKind.Server : JidKind.Interop,
        JidServer.Call => user.Length == 0 ? JidKind.Server : JidKind.Call,
        JidServer.LegacyUser => user.Length == 0 ? JidKind.Server : JidKind.LegacyUser,
        _ => JidKind.Other,
    };

    // A device is one byte in the device jids of WhatsApp's own accounts and two in the others.
    private static int HighestDevice(JidKind kind) => kind switch
    {
        JidKind.User or JidKind.Lid or JidKind.Hosted or JidKind.HostedLid => byte.MaxValue,
        JidKind.Messenger or JidKind.Interop => ushort.MaxValue,
        _ => 0,
    };

    // An agent stands where the domain type of the other servers stands, so their numbers can't be agents.
    private static bool IsAgent(int agent, JidKind kind) => agent == 0 || (kind == JidKind.User && agent is not (1 or 128 or 129));
}
