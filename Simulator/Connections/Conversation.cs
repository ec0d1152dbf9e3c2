using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Connections;

/// <summary>What a connection is about once the handshake is done: a new device to pair, or a known one that logs in.</summary>
/// <remarks>
/// Apart from <see cref="CheckTime"/> and <see cref="HasRoomAgain"/> all is called by the connection's own reading loop, one at a time,
/// and must not block it.
/// </remarks>
internal abstract class Conversation
{
    /// <summary>The device that it is with; null if that isn't known, or there is none yet.</summary>
    public virtual Device? Device => null;

    /// <summary>The first thing after the handshake.</summary>
    public abstract void Begin();

    /// <summary>The client has said something.</summary>
    public abstract void Take(Node node);

    /// <summary>About a second has passed. Called by the sweeper, beside the others.</summary>
    public virtual void CheckTime()
    {
    }

    /// <summary>The connection takes more again, after it didn't. Called by its writing loop, beside the others.</summary>
    public virtual void HasRoomAgain()
    {
    }

    /// <summary>
    /// The client has left, or is gone, and hasn't been answered yet: once it reads the answer it may count on being forgotten. Called once,
    /// before <see cref="Closed"/>.
    /// </summary>
    public virtual void Leaving()
    {
    }

    /// <summary>The connection is over, for whatever reason. Called once.</summary>
    public abstract void Closed();
}
