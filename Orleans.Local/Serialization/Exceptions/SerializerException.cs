namespace Orleans.Serialization;

/// <summary>A value could not be written or read: it is of a type without a serializer, or the bytes are not what was announced.</summary>
[GenerateSerializer]
public class SerializerException : Exception
{
    public SerializerException()
    {
    }

    public SerializerException(string message) : base(message)
    {
    }

    public SerializerException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
