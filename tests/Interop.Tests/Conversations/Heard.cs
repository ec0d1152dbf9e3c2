using Wasilo.WhatsApp.Binary;

namespace Wasilo.Interop.Tests.Conversations;

/// <summary>A message as a client has received it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Chat">Where, in the addressing that the client saw.</param>
/// <param name="Sender">Which account wrote it.</param>
/// <param name="FromMe">Whether that is the reader's own.</param>
/// <param name="Said">What it says.</param>
internal sealed record Heard(string Id, Jid Chat, Jid Sender, bool FromMe, Said Said)
{
    /// <summary>What it says, if it says it in words.</summary>
    public string Text => Said.ShouldBeOfType<Words>().Text;
}
