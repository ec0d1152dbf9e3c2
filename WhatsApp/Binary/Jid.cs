namespace Wasilo.WhatsApp.Binary;

/// <summary>
/// An address: <c>user@server</c>, for a device <c>user:device@server</c>. A value: two jids are equal when they name the
/// same thing, and a jid equals what <see cref="Parse"/> makes of its text, wherever either came from.
/// </summary>
/// <remarks>
/// A user part that is not formed as its server's are (<c>1:x@lid</c>) is not an error, because
/// the wire may carry it and an answer must repeat it; it becomes <see cref="JidKind.Other"/>. What must name an account is
/// checked by its kind.
/// </remarks>
public sealed partial class Jid : IEquatable<Jid>
{
    /// <summary>WhatsApp's server itself, where most requests go and come from.</summary>
    public static readonly Jid WhatsApp = new(JidKind.Server, "", JidServer.User);

    /// <summary>The groups server, asked about groups in general.</summary>
    public static readonly Jid Groups = new(JidKind.Server, "", JidServer.Group);

    /// <summary>The list that status updates are sent to.</summary>
    public static readonly Jid Status = new(JidKind.Status, "status", JidServer.Broadcast);

    private readonly byte _agent;
    private readonly ushort _device;
    private readonly ushort _integrator;

    /// <summary>An address of parts that fit together.</summary>
    /// <param name="user">The part before the @, without a device; empty for a server itself.</param>
    /// <param name="server">One of <see cref="JidServer"/>, as a rule.</param>
    /// <param name="device">0 for the account and its phone; others where the server's accounts have devices.</param>
    /// <exception cref="ArgumentException">No such address can exist; the message says why.</exception>
    public Jid(string user, string server, int device = 0)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentException.ThrowIfNullOrEmpty(server);
        Kind = KindOf(user, server);
        if (!IsPlain(user, Kind))
        {
            throw new ArgumentException(
                $"'{user}' can't be the user of a jid at '{server}'. A whole jid as text goes to Jid.Parse.", nameof(user));
        }

        if (device < 0 || device > HighestDevice(Kind))
            throw new ArgumentOutOfRangeException(nameof(device), device, $"Devices at '{server}' go from 0 to {HighestDevice(Kind)}.");
        if (Kind == JidKind.Interop)
            throw new ArgumentException("An interop jid needs its integrator: use Jid.Parse(\"integrator-user@interop\").", nameof(server));
        User = user;
        Server = server;
        _device = (ushort)device;
    }

    internal Jid(JidKind kind, string user, string server, int device = 0, int agent = 0, int integrator = 0)
    {
        Kind = kind;
        User = user;
        Server = server;
        _device = (ushort)device;
        _agent = (byte)agent;
        _integrator = (ushort)integrator;
    }

    /// <summary>What this names.</summary>
    public JidKind Kind { get; }

    /// <summary>The part before the @ without device, agent and integrator; for accounts the digits of the number.</summary>
    public string User { get; }

    /// <summary>The part behind the @.</summary>
    public string Server { get; }

    /// <summary>The device of the account; 0 is the phone, and the account as a whole.</summary>
    public int Device => _device;

    /// <summary>A leftover of older addressing by phone number; 0 in practice, kept if not.</summary>
    public int Agent => _agent;

    /// <summary>For <see cref="JidKind.Interop"/>, the number of the other service.</summary>
    public int Integrator => _integrator;

    /// <summary>The account this device belongs to, in today's spelling; itself where there is nothing to strip.</summary>
    public Jid ToAccount() => Kind switch
    {
        JidKind.LegacyUser => Of(User, JidServer.User).ToAccount(),
        _ when _device != 0 || _agent != 0 => new Jid(Kind, User, Server, integrator: _integrator),
        _ => this,
    };

    /// <summary>Another device of the same account.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Such addresses don't have that device.</exception>
    public Jid WithDevice(int device)
    {
        if (device < 0 || device > HighestDevice(Kind))
            throw new ArgumentOutOfRangeException(nameof(device), device, $"Devices of '{this}' go from 0 to {HighestDevice(Kind)}.");
        return device == _device ? this : new Jid(Kind, User, Server, device, _agent, _integrator);
    }

    /// <inheritdoc/>
    public bool Equals(Jid? other) =>
        ReferenceEquals(this, other) ||
        (other is not null && User == other.User && Server == other.Server && Kind == other.Kind &&
         _device == other._device && _agent == other._agent && _integrator == other._integrator);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Jid);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(User, Server, _device, _agent, _integrator);

    /// <summary>Whether both name the same thing.</summary>
    public static bool operator ==(Jid? left, Jid? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether they name different things.</summary>
    public static bool operator !=(Jid? left, Jid? right) => !(left == right);
}
