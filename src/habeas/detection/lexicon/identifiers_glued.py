"""Letters that people glue to a phone number: such digits are no code with letters."""

PHONE_PREFIXES = frozenset(
    """
    t p m h f c w o tel ph mob cel cell tlf tlfn wa fax call txt text sms ring hp hlp help no nr num nu on at to b tm gsm dial
    phone fon fone mobile mob tg viber cc from or and now line is my me stop only for in a bt ft u zap wsp wpp whats wp msg
    """.split()
)
