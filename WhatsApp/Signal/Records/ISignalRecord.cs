namespace Wasilo.WhatsApp.Signal.Records;

/// <summary>What is stored of one peer: a <see cref="SessionRecord"/> or a <see cref="SenderKeyRecord"/>. It never changes.</summary>
internal interface ISignalRecord
{
    byte[] Encode();
}
