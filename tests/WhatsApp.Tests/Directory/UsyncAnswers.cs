using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Directory;

/// <summary>What a server says of users and their devices.</summary>
internal static class UsyncAnswers
{
    /// <summary>An answer about these users.</summary>
    internal static void AnswerUsync(this ServerConnection server, Node question, params IEnumerable<Node> users) => server.Answer(
        question,
        [new Node("usync", [("sid", question.Child("usync")?["sid"])], [new Node("result"), new Node("list", content: [.. users])])]);

    /// <summary>A user with devices; 0 is always one of them.</summary>
    internal static Node User(Jid account, Jid? lid, params IEnumerable<int> companions) => new(
        "user",
        [("jid", account)],
        [
            Devices([new Node("device", [("id", 0)]), .. companions.Select(id => new Node("device", [("id", id), ("key-index", id)]))]),
            .. lid is null ? Array.Empty<Node>() : [new Node("lid", [("val", lid)])],
        ]);

    internal static Node Devices(Node[] devices, byte[]? keyIndexList = null) => new("devices", content:
    [
        new Node("device-list", content: [.. devices]),
        .. keyIndexList is null ? Array.Empty<Node>() : [new Node("key-index-list", content: keyIndexList)],
    ]);

    /// <summary>A list of valid keys as an account's phone signs it.</summary>
    internal static byte[] KeyIndexList(KeyPair account, uint current, params uint[] valid)
    {
        byte[] details = new ADVKeyIndexList { RawId = 1, CurrentIndex = current, ValidIndexes = { valid } }.ToByteArray();
        byte[] signature = new byte[XEdDsa.SignatureLength];
        account.Sign([6, 2, .. details], new SeededRandomSource(5), signature);
        return new ADVSignedKeyIndexList
        {
            Details = ByteString.CopyFrom(details),
            AccountSignature = ByteString.CopyFrom(signature),
            AccountSignatureKey = ByteString.CopyFrom(account.PublicKey.Bytes),
        }.ToByteArray();
    }

    /// <summary>Whom a question is about.</summary>
    internal static Jid[] Asked(this Node question) =>
        [.. question.Child("usync")!.Child("list")!.ChildrenTagged("user").Select(user => user.Jid("jid")!)];
}
