using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Queries;

/// <summary>An iq that a device asks of the server.</summary>
/// <param name="Iq">The whole stanza.</param>
/// <param name="Device">Who asks.</param>
/// <param name="Server">Who answers.</param>
internal sealed record Query(Node Iq, Device Device, ChatServer Server)
{
    /// <summary>Whether it is to change something.</summary>
    public bool IsSet => Iq["type"] == "set";

    /// <summary>What it is about: the only child of almost all queries.</summary>
    public Node? Subject => Iq.Children is [var first, ..] ? first : null;
}
