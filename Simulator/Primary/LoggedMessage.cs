using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.Simulator.Primary;

/// <summary>A message that a phone has sent or received.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Chat">The chat, by the address that was used for it.</param>
/// <param name="Sender">The account that sent it, in the same space.</param>
/// <param name="FromMe">Whether it is of the phone's own account.</param>
/// <param name="PushName">What the sender calls itself.</param>
/// <param name="At">When, as the server says; to the second.</param>
/// <param name="Message">What it says, without wrappers of devices.</param>
/// <param name="Content">The same for people; null if it has nothing to say to them.</param>
/// <param name="Secret">Its secret; empty if it has none.</param>
internal sealed record LoggedMessage(
    string Id, Jid Chat, Jid Sender, bool FromMe, string PushName, DateTimeOffset At, Message Message, MessageContent? Content,
    ReadOnlyMemory<byte> Secret)
{
    public bool IsInGroup => Chat.Kind is JidKind.Group or JidKind.Status;

    /// <summary>How other messages of this phone name it.</summary>
    public MessageReference Reference => new(Chat, Id, FromMe, IsInGroup ? Sender : null);

    /// <summary>The quote of it that an answer has.</summary>
    public QuotedMessage Quoted => QuotedMessages.Of(Id, Sender, Message.ToByteArray());

    /// <summary>Its secret, for what is encrypted with it: by whichever address its sender used.</summary>
    public MessageSecret SecretOf(PrimaryDevice primary) => new(
        Secret,
        Id,
        primary.Server.Phones.TryFind(Sender, out var phone) ? [Sender, Sender == phone.Lid ? phone.Jid : phone.Lid] : [Sender]);

    /// <summary>As histories and phones' answers hold it.</summary>
    public WebMessageInfo ToWebMessageInfo()
    {
        var info = new WebMessageInfo
        {
            Key = new MessageKey { RemoteJid = Chat.ToString(), FromMe = FromMe, Id = Id },
            Message = Message,
            MessageTimestamp = (ulong)At.ToUnixTimeSeconds(),
            PushName = PushName,
            Status = FromMe ? WebMessageInfo.Types.Status.DeliveryAck : WebMessageInfo.Types.Status.ServerAck,
        };
        if (IsInGroup)
            info.Key.Participant = info.Participant = Sender.ToString();
        return info;
    }
}
