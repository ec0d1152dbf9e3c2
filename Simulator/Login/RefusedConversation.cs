using Wasilo.Simulator.Connections;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Login;

/// <summary>A client that isn't let in: it hears why, and whatever it says then isn't listened to.</summary>
internal sealed class RefusedConversation(Connection connection, Node reason) : Conversation
{
    public override void Begin() => connection.End(reason);

    public override void Take(Node node)
    {
    }

    public override void Closed()
    {
    }
}
