using Wasilo.Simulator.Connections;
using Wasilo.Simulator.Phones;
using Wasilo.Simulator.Routing;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Queries;

/// <summary>An iq that a device asks of the server.</summary>
/// <param name="Iq">The whole stanza.</param>
/// <param name="Party">Who asks.</param>
/// <param name="Server">Who answers.</param>
internal sealed record Query(Node Iq, Party Party, ChatServer Server)
{
    /// <summary>The linked device that asks. Phones ask only about groups.</summary>
    public Device Device => Party.Device ?? throw new InvalidOperationException("A phone asks only about groups.");

    /// <summary>Whether it is to change something.</summary>
    public bool IsSet => Iq["type"] == "set";

    /// <summary>What it is about: the only child of almost all queries.</summary>
    public Node? Subject => Iq.Children is [var first, ..] ? first : null;
}
